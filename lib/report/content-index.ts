/** What stands in a template at the places that findings point at. */
import type { Finding, Place } from '../finding/finding';
import type { GraphDocument, IdentityGraph } from '../graph/identity-graph';
import { isRecord } from '../policy/parse-values';
import { canonical } from './canonical';
import { sha256 } from './sha-256';

const SEPARATOR = '\u0000';

/** What tells apart the resources of a graph. */
const keyOf = ({ file = '', resource, path, component }: Place): string => [file, resource ?? path ?? component ?? ''].join(SEPARATOR);

/** The steps of a JSON pointer or a property path. */
const stepsOf = (pointer: string | undefined): readonly string[] =>
  (pointer ?? '')
    .split(pointer?.startsWith('/') ? '/' : '.')
    .filter((step) => step !== '')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));

const startsWith = (steps: readonly string[], start: readonly string[]): boolean => start.every((step, index) => steps[index] === step);

function follow(value: unknown, steps: readonly string[]): unknown {
  let here = value;
  for (const step of steps) {
    if (Array.isArray(here)) here = here[Number(step)];
    else if (isRecord(here) && Object.hasOwn(here, step)) here = here[step];
    else return undefined;
  }
  return here;
}

/** The whole statement that a place within a document lies in: what it grants hangs on all of its elements. */
function statementAt({ raw }: GraphDocument, steps: readonly string[]): unknown {
  const [element, index] = steps;
  if (element !== 'Statement' || !isRecord(raw)) return raw;
  return Array.isArray(raw.Statement) ? (raw.Statement[Number(index)] ?? raw) : raw.Statement;
}

/** Documents and further content of every resource of a graph that findings can be about. */
export class ContentIndex {
  readonly #documents = new Map<string, GraphDocument[]>();
  readonly #subjects = new Map<string, unknown[]>();
  readonly #hashes = new Map<string, string>();
  #others: Map<string, Readonly<Record<string, unknown>>> | undefined;

  constructor(private readonly graph: IdentityGraph) {
    for (const { place, trust, policies, managedPolicyArns, boundary } of graph.roles) {
      const documents = policies.map(({ document }) => document.raw);
      const bound = boundary === undefined ? {} : { boundary: [boundary.arn, boundary.document?.raw ?? null] };
      this.#subject(place, { trust: trust.raw, documents, managedPolicyArns, ...bound });
      this.#document(trust, ...policies.map(({ document }) => document), boundary?.document);
    }
    for (const { place, role, policies, managedPolicyArns, boundary } of graph.holders) {
      if (role !== undefined) continue;
      this.#subject(place, { documents: policies.map(({ document }) => document.raw), managedPolicyArns, boundary: boundary?.arn ?? null });
      this.#document(...policies.map(({ document }) => document), boundary?.document);
    }
    for (const { place, roleName, policy, managedPolicyArn } of graph.loosePolicies) {
      this.#subject(place, { roleName, document: policy?.document.raw ?? null, managedPolicyArn: managedPolicyArn ?? null });
      this.#document(policy?.document);
    }
    for (const { resourceArn, document } of graph.resourcePolicies) {
      this.#subject(document.place, { resourceArn, document: document.raw });
      this.#document(document);
    }
    for (const { place, kind, roleArn, workload } of graph.bindings) this.#subject(place, { kind, roleArn, workload });
    for (const { place, url, audiences } of graph.oidcProviders) this.#subject(place, { url, audiences });
    for (const { place, name, retentionDays, retained, deletionProtection, tags } of graph.logGroups) {
      this.#subject(place, { name, retentionDays: retentionDays ?? null, retained, deletionProtection, tags });
    }
  }

  /**
   * Hashes of what a finding is about: of what its rule says, else of the statement it points into, else of the property, else of all policies of its
   * resource; and of the resources that take part. Empty where nothing of it is at hand. In no particular order.
   */
  of({ where, involved = [], pins }: Finding): readonly string[] {
    if (pins !== undefined) return [sha256(canonical(pins))];
    const others = involved.filter((id) => id !== where.resource).map((resource) => this.#whole({ ...where, resource }));
    const own = this.#pointedAt(where);
    return [own === undefined ? this.#whole(where) : sha256(canonical(own)), ...others].flatMap((hash) =>
      hash === undefined ? [] : [hash],
    );
  }

  #document(...documents: readonly (GraphDocument | undefined)[]): void {
    for (const document of documents) {
      if (document === undefined) continue;
      const key = keyOf(document.place);
      const known = this.#documents.get(key);
      if (known === undefined) this.#documents.set(key, [document]);
      else known.push(document);
    }
  }

  #subject(place: Place, content: unknown): void {
    const key = keyOf(place);
    const known = this.#subjects.get(key);
    if (known === undefined) this.#subjects.set(key, [content]);
    else known.push(content);
  }

  #pointedAt(where: Place): unknown {
    const steps = stepsOf(where.pointer);
    if (steps.length === 0) return undefined;
    const documents = (this.#documents.get(keyOf(where)) ?? []).filter(({ place }) => startsWith(steps, stepsOf(place.pointer)));
    if (documents.length > 0)
      return documents.map((document) => statementAt(document, steps.slice(stepsOf(document.place.pointer).length)));
    return follow({ Properties: this.#properties(where) }, steps);
  }

  #whole(place: Place): string | undefined {
    const key = keyOf(place);
    const known = this.#hashes.get(key);
    if (known !== undefined) return known;
    const content = this.#subjects.get(key) ?? this.#properties(place);
    if (content === undefined) return undefined;
    const hash = sha256(canonical(content));
    this.#hashes.set(key, hash);
    return hash;
  }

  /** Properties of a resource that is nothing to do with identities itself, such as a trail. */
  #properties(place: Place): Readonly<Record<string, unknown>> | undefined {
    this.#others ??= new Map(
      this.graph.resourceTypes.flatMap((type) =>
        this.graph.resourcesOf(type).map((resource) => [keyOf(resource.place), resource.properties] as const),
      ),
    );
    return this.#others.get(keyOf(place));
  }
}
