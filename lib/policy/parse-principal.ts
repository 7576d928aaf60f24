/** Reading of `Principal` and `NotPrincipal` (IAM User Guide, reference_policies_elements_principal). */
import type { Principal } from './document';
import { pointTo } from './parse-faults';
import { isRecord, kindOf, readStrings, type StringRules } from './parse-values';
import { quote } from './quote';
import { hasHole } from './text';

const KINDS: ReadonlyMap<string, Exclude<Principal['kind'], 'everyone'>> = new Map([
  ['AWS', 'aws'],
  ['Service', 'service'],
  ['Federated', 'federated'],
  ['CanonicalUser', 'canonical-user'],
]);

const ACCOUNT = /^\d{12}$/;
const PRINCIPAL_ARN =
  /^arn:[a-z-]+:(?:iam::(?:\d{12}:(?:root|(?:user|role)\/.+)|cloudfront:user\/.+)|sts::\d{12}:(?:assumed-role\/[^/]+\/.+|federated-user\/.+|self))$/;
/** A user or role that was deleted: AWS then shows its unique id. It matches nobody. */
const UNIQUE_ID = /^A[A-Z]{3}[A-Z0-9]{12,124}$/;

function faultOf(kind: Principal['kind'], value: string): string | undefined {
  if (hasHole(value)) return undefined;
  if (/[*?]/.test(value)) return 'a wildcard may stand for all principals only, alone, never for a part of one';
  if (kind !== 'aws' || ACCOUNT.test(value) || PRINCIPAL_ARN.test(value) || UNIQUE_ID.test(value))
    return value === '' ? 'is empty' : undefined;
  return 'is no account, user, role or session';
}

/** The principals of an element; faulty ones are left out. */
export function parsePrincipals(value: unknown, pointer: string, rules: StringRules): readonly Principal[] {
  const { faults } = rules;
  if (value === '*') return [{ kind: 'everyone' }];
  if (!isRecord(value)) {
    const what = typeof value === 'string' ? quote(value) : kindOf(value);
    faults.add(
      pointer,
      `a principal must be \`*\` or an object, not ${what}`,
      'write `{ "AWS": … }`, `{ "Service": … }` or `{ "Federated": … }`',
    );
    return [];
  }
  const entries = Object.entries(value);
  if (entries.length === 0)
    faults.add(pointer, 'a principal must name at least one kind: `AWS`, `Service`, `Federated` or `CanonicalUser`');
  return entries.flatMap(([name, member]) => {
    const place = pointTo(pointer, name);
    const kind = KINDS.get(name);
    if (kind === undefined) {
      faults.add(place, `${quote(name)} is no kind of principal`, 'use `AWS`, `Service`, `Federated` or `CanonicalUser`');
      return [];
    }
    return readStrings(member, place, 'a principal', rules).flatMap(([text, at]): readonly Principal[] => {
      if (kind === 'aws' && text === '*') return [{ kind: 'everyone' }];
      const fault = faultOf(kind, text);
      if (fault !== undefined) faults.add(at, `the principal ${quote(text)}: ${fault}`);
      return fault === undefined ? [{ kind, value: text }] : [];
    });
  });
}
