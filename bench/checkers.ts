/** The checkers that are measured side by side. */
export const CHECKERS = ['ours', 'cdk-nag', 'guard', 'cloudformation-validate'] as const;
export type Checker = (typeof CHECKERS)[number];
