import type { Key } from '../../i18n/words';

/** What stands above a page that was opened from the path, by the name in its address. */
export const PATH_PAGES = {
  back_visit: 'path.page_visit',
  back_hear_worry: 'path.step_hear_worry',
  back_ask_job: 'path.step_ask_job',
  back_ask_fear: 'path.step_ask_fear',
  back_ask_knows: 'path.step_ask_knows',
  back_tell_age: 'path.step_tell_age',
  back_sit: 'path.step_sit',
  back_ask_whom: 'path.step_ask_whom',
  back_ask_way: 'path.step_ask_way',
  back_ask_again: 'path.step_ask_again',
  back_leave_be: 'path.meta_leave_be',
  back_letter: 'path.page_letter',
  back_tell_protector: 'path.page_tell_protector',
  back_ask_rather: 'path.step_ask_rather',
  back_smaller: 'path.step_smaller',
  back_loosen: 'path.page_loosen',
  back_guards: 'path.page_guards',
  back_meet: 'path.page_meet',
  back_knows: 'path.page_knows',
} as const satisfies Record<string, Key>;
