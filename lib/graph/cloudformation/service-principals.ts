/**
 * Names of services in policies whose domain is `AWS::URLSuffix`: whatever that is at deployment, it is the service of that name in the partition, which
 * policies otherwise write with `amazonaws.com`.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services
 */
import { isRecord } from '../../policy/parse-values';

const SUFFIX = '⟨url-suffix:name⟩';

const named = (service: unknown): unknown =>
  typeof service === 'string' && service.endsWith(`.${SUFFIX}`) ? service.replace(SUFFIX, 'amazonaws.com') : service;

const each = (value: unknown, map: (member: unknown) => unknown): unknown => (Array.isArray(value) ? value.map(map) : map(value));

const within = (value: unknown, name: string, map: (member: unknown) => unknown): unknown =>
  isRecord(value) && Object.hasOwn(value, name) ? { ...value, [name]: map(value[name]) } : value;

/** The document with every service principal by its usual name. */
export const withServiceNames = (document: unknown): unknown =>
  within(document, 'Statement', (statements) =>
    each(statements, (statement) =>
      within(statement, 'Principal', (principal) => within(principal, 'Service', (services) => each(services, named))),
    ),
  );
