/** Which events a trail records. */
import type { GraphResource } from '../../graph/identity-graph';
import { textValue } from '../../graph/values';
import { hasHole } from '../../policy/text';
import { below, listAt } from './properties';

export interface Selected {
  /** Management events that change nothing, such as calls of models and sessions of roles. */
  readonly reads: boolean;
  readonly writes: boolean;
  /** Resource types whose data events are recorded, as CloudTrail calls them. */
  readonly dataTypes: ReadonlySet<string>;
  /** What it depends on, where a selector is known only at deployment. */
  readonly open: string | undefined;
}

const textsOf = (value: unknown): readonly string[] => listAt(value).flatMap((one) => textValue(one) ?? []);

interface Part {
  readonly reads?: boolean;
  readonly writes?: boolean;
  readonly dataTypes?: readonly string[];
  readonly texts: readonly string[];
}

/** A basic selector (CloudTrail API Reference, `EventSelector`). */
function basic(selector: unknown): Part {
  const type = textValue(below(selector, 'ReadWriteType')) ?? 'All';
  const hasManagement = textValue(below(selector, 'IncludeManagementEvents')) !== 'false';
  return {
    reads: hasManagement && type !== 'WriteOnly',
    writes: hasManagement && type !== 'ReadOnly',
    dataTypes: listAt(below(selector, 'DataResources')).flatMap((data) => textValue(below(data, 'Type')) ?? []),
    texts: [type],
  };
}

/** An advanced selector (CloudTrail API Reference, `AdvancedFieldSelector`). */
function advanced(selector: unknown): Part {
  const fields = listAt(below(selector, 'FieldSelectors'));
  const equals = (field: string): readonly string[] =>
    fields.filter((one) => below(one, 'Field') === field).flatMap((one) => textsOf(below(one, 'Equals')));
  const isManagement = equals('eventCategory').includes('Management');
  const readOnly = equals('readOnly');
  const takes = (value: string): boolean => isManagement && (readOnly.length === 0 || readOnly.includes(value));
  return {
    reads: takes('true'),
    writes: takes('false'),
    dataTypes: equals('resources.type'),
    texts: [...equals('eventCategory'), ...readOnly],
  };
}

/** What a trail records. Without selectors it records all management events. */
export function selectedBy({ properties }: GraphResource): Selected {
  const parts = [
    ...listAt(below(properties, 'EventSelectors')).map(basic),
    ...listAt(below(properties, 'AdvancedEventSelectors')).map(advanced),
  ];
  const isBare = parts.length === 0;
  return {
    reads: isBare || parts.some(({ reads }) => reads === true),
    writes: isBare || parts.some(({ writes }) => writes === true),
    dataTypes: new Set(parts.flatMap(({ dataTypes }) => dataTypes ?? [])),
    open: parts.flatMap(({ texts }) => texts).find(hasHole),
  };
}

/** How many values the advanced selectors of a trail name. */
export const selectorValues = ({ properties }: GraphResource): number =>
  listAt(below(properties, 'AdvancedEventSelectors'))
    .flatMap((selector) => listAt(below(selector, 'FieldSelectors')))
    .flatMap((field) => OPERATORS.flatMap((operator) => listAt(below(field, operator)))).length;

const OPERATORS = ['Equals', 'StartsWith', 'EndsWith', 'NotEquals', 'NotStartsWith', 'NotEndsWith'];
