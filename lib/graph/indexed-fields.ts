import { isRecord } from '../policy/parse-values';
import { textValue } from './values';

/** The fields that index policies of a log group name, sorted. A policy of another form indexes nothing that could be told. */
export const indexedFields = (policies: unknown): readonly string[] =>
  (Array.isArray(policies) ? (policies as readonly unknown[]) : [policies])
    .flatMap((policy): readonly unknown[] => (isRecord(policy) && Array.isArray(policy.Fields) ? policy.Fields : []))
    .flatMap((field) => textValue(field) ?? [])
    .sort();
