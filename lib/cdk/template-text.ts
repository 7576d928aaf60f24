/** Turns values resolved for a template into text with holes, so that what other constructs granted can be compared with the plan. */
import type { ShapeName } from '../policy/shapes';
import { renderHole } from '../policy/text';

const PSEUDO: Readonly<Record<string, ShapeName>> = { 'AWS::AccountId': 'account', 'AWS::Partition': 'partition', 'AWS::Region': 'region' };

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** A name for an intrinsic that is the same wherever the intrinsic is, and speaks of what it refers to. */
const nameOf = (intrinsic: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(intrinsic)
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 128);

export class TemplateText {
  /** Shapes of intrinsics that are known to be inputs, by their JSON. */
  private readonly shapes = new Map<string, ShapeName>();

  /** Says what the value of an input looks like in the template. */
  know(resolved: unknown, shape: ShapeName): void {
    if (isRecord(resolved)) this.shapes.set(JSON.stringify(resolved), shape);
  }

  text(resolved: unknown): string {
    if (typeof resolved === 'string') return resolved;
    if (!isRecord(resolved)) return String(resolved);
    const join = resolved['Fn::Join'];
    if (Array.isArray(join) && typeof join[0] === 'string' && Array.isArray(join[1]))
      return join[1].map((part) => this.text(part)).join(join[0]);
    const pseudo = typeof resolved.Ref === 'string' ? PSEUDO[resolved.Ref] : undefined;
    return pseudo === undefined
      ? renderHole({ hole: nameOf(resolved), shape: this.shapes.get(JSON.stringify(resolved)) ?? 'any' })
      : renderHole({ hole: pseudo, shape: pseudo });
  }

  /** A policy's JSON with every intrinsic turned into text. */
  json(resolved: unknown): unknown {
    if (Array.isArray(resolved)) return resolved.map((item) => this.json(item));
    if (!isRecord(resolved)) return resolved;
    const [only, ...rest] = Object.keys(resolved);
    if (rest.length === 0 && only !== undefined && (only === 'Ref' || only.startsWith('Fn::'))) return this.text(resolved);
    return Object.fromEntries(Object.entries(resolved).map(([key, value]) => [key, this.json(value)]));
  }
}
