/** What a property of a Pulumi program is given: plain values, and what the program works out. */
import { isRecord } from '../../../policy/parse-values';

/** An output of another resource of the program. */
export class Reference {
  constructor(
    /** Logical id that the resource has in the template. */
    readonly id: string,
    readonly what: 'arn' | 'name' | 'id',
  ) {}
}

/** What the provider tells of the place that the program deploys to. */
export class Here {
  constructor(readonly what: 'account' | 'region' | 'partition') {}
}

/** A secret of the stack's configuration. */
export class ConfigSecret {
  constructor(readonly name: string) {}
}

/** Text put together. */
export class Text {
  constructor(readonly parts: readonly (string | Reference | Here | ConfigSecret)[]) {}
}

/** A value as JSON text. */
export class Json {
  constructor(readonly value: unknown) {}
}

/** Text in Base64. */
export class Base64 {
  constructor(readonly text: unknown) {}
}

/** One file of code. */
export class CodeFile {
  constructor(readonly text: unknown) {}
}

/** A record of properties; what the program works out is none. */
export const isPlainRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;

/** Everything within a value that the program works out. */
export function workedOutIn(value: unknown): readonly (Reference | Here | ConfigSecret)[] {
  if (value instanceof Reference || value instanceof Here || value instanceof ConfigSecret) return [value];
  if (value instanceof Text) return value.parts.flatMap(workedOutIn);
  if (value instanceof Json) return workedOutIn(value.value);
  if (value instanceof Base64 || value instanceof CodeFile) return workedOutIn(value.text);
  if (Array.isArray(value)) return (value as readonly unknown[]).flatMap(workedOutIn);
  return isPlainRecord(value) ? Object.values(value).flatMap(workedOutIn) : [];
}
