/** Pause, as far as it is open. The pill is on every screen; the shell shows what it opens. */
export const pause = $state({
  /** The sheet with its four rows. */
  open: false,
  /** Steadier ground, over everything, also while locked. */
  ground: false,
  /** "Hide this screen": a plain page until the person comes back. */
  hidden: false,
});
