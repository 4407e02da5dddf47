/** Whether the Pause sheet is open. The pill is on every screen; the shell shows the sheet. */
export const pause = $state({ open: false });
