/** Whether the browser has promised to keep what this app stored, or null when it does not say. */
export async function isKept(): Promise<boolean | null> {
  try {
    return await navigator.storage.persisted();
  } catch {
    return null;
  }
}

/** Asks the browser for that promise; it decides by itself, often by whether the app is installed. */
export async function askToKeep(): Promise<boolean | null> {
  try {
    return await navigator.storage.persist();
  } catch {
    return null;
  }
}
