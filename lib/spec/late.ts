/**
 * Late values: what only the engine knows, named and typed by shape.
 *
 * A late value is a string with a hole in it (`⟨tickets:dynamodb-table-arn⟩`), so the declaration stays plain data that prints, diffs
 * and can be reasoned about before anything is deployed.
 */
import { SHAPES, type ShapeName } from '../policy/shapes';
import { renderHole } from '../policy/text';

declare const SHAPE: unique symbol;

/** The shapes that an input can have. What the engine supplies by itself (account, region, partition) is no input. */
export type InputShape = Exclude<ShapeName, 'any' | 'account' | 'region' | 'partition' | 'oidc-issuer'>;

/** A value of an input, of the declared shape; known at deployment. */
export type Late<Shape extends ShapeName = ShapeName> = string & { readonly [SHAPE]: Shape };

/** What an input of this shape may be replaced by in a declaration: the input itself, or a literal ARN. */
export type ArnOf<Shape extends ShapeName> = Late<Shape> | `arn:${string}`;

/** The inputs of an agent: name to shape. */
export type InputShapes = Readonly<Record<string, InputShape>>;

/** The inputs as the declaration sees them. */
export type LateValues<Inputs extends InputShapes> = { readonly [Name in keyof Inputs]: Late<Inputs[Name]> };

/** What the engine is given for the inputs: text on CDK (tokens included), text or outputs on Pulumi. */
export type InputValues<Inputs extends InputShapes, Value = string> = { readonly [Name in keyof Inputs]: Value };

/** The shapes that may be declared, for checks and suggestions. */
export const INPUT_SHAPES: readonly string[] = Object.keys(SHAPES).filter(
  (name) => !['any', 'account', 'region', 'partition', 'oidc-issuer'].includes(name),
);

/** The late value of an input. */
export const late = <Shape extends ShapeName>(name: string, shape: Shape): Late<Shape> => renderHole({ hole: name, shape }) as Late<Shape>;
