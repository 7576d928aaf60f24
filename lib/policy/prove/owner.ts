/** The text of the dimension `owner` for a resource of the caller's account. */
export const SAME_ACCOUNT = 'same';
