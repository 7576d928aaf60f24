/** Parts of trust anchors and profiles of IAM Roles Anywhere, in the plan's form, however the engine writes them. */
import type { Models } from '../plan/model';
import { isRecord, own } from '../policy/parse-values';
import { textValue } from './values';

/** A member under its name, which CloudFormation begins with a capital. */
const member = (value: unknown, name: string): unknown =>
  isRecord(value) ? (own(value, name) ?? own(value, name.charAt(0).toUpperCase() + name.slice(1))) : undefined;

const textOf = (value: unknown): string => textValue(value) ?? '';

/** What a trust anchor takes for the truth. */
export function anchorSource(source: unknown): Models['trust-anchor']['source'] {
  const data = member(source, 'sourceData');
  return textOf(member(source, 'sourceType')) === 'AWS_ACM_PCA'
    ? { privateCa: textOf(member(data, 'acmPcaArn')) }
    : { certificates: textOf(member(source, 'sourceType')) === '' ? '' : textOf(member(data, 'x509CertificateData')) };
}

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Which attributes of certificates become tags. */
export const attributeMappings = (mappings: unknown): Models['roles-anywhere-profile']['mappings'] =>
  listOf(mappings).map((mapping) => ({
    field: textOf(member(mapping, 'certificateField')),
    specifiers: listOf(member(mapping, 'mappingRules')).map((rule) => textOf(member(rule, 'specifier'))),
  }));
