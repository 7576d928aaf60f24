/** What is told of one identity: who can become it, whether given claims do, and whether it may do something. */
import type { Place } from '../finding/finding';
import type { PlannedTrust } from '../plan/plan';

/** Whether something is let in, or allowed; `undecided` where it depends on what only the deployment settles. */
export type Answer = 'allowed' | 'denied' | 'undecided';

/** One question to IAM, with the part that every statement had in the answer. */
export interface ExplainedStep {
  readonly answer: Answer;
  readonly action: string;
  readonly resource: string;
  /** What was missing or open, then every statement's part, one line each. */
  readonly lines: readonly string[];
  /** The smallest changes that turn the answer round. Each has been decided anew. */
  readonly nearest: readonly { readonly side: 'request' | 'policies'; readonly changes: readonly string[] }[];
}

/** What becomes of a token that is brought to the role. */
export interface ExplainedAdmission {
  readonly answer: Answer;
  /** What stands in the way before any policy is asked: another issuer, an audience that is not registered. */
  readonly because: readonly string[];
  readonly steps: readonly ExplainedStep[];
}

export interface Explanation {
  readonly component: string;
  readonly role: { readonly name: string; readonly arn: string; readonly where: Place };
  /** The ways to become the component, with what each expects to the letter. */
  readonly ways: readonly Omit<PlannedTrust, 'kind'>[];
  /** Absent where no claims were given. */
  readonly admission?: ExplainedAdmission;
  /** Absent where no action was asked about, or nobody was let in to ask. */
  readonly access?: ExplainedStep;
  /** What was taken for granted. */
  readonly notes: readonly string[];
}

/** The gravest answer counts: denied, then undecided. */
export const gravest = (answers: readonly (Answer | undefined)[]): Answer =>
  answers.includes('denied') ? 'denied' : answers.includes('undecided') ? 'undecided' : 'allowed';

/** What the explanation comes to. */
export const answerOf = ({ admission, access }: Explanation): Answer => gravest([admission?.answer, access?.answer]);
