/** Renders a policy document for a template. */
import { Fn, Token } from 'aws-cdk-lib';
import type { PolicyJson } from '../policy/policy-json';
import { parseText } from '../policy/text';
import type { CdkContext } from './context';

/** A document as a template holds it: JSON, or JSON text where a key is known only at deployment. */
export type RenderedDocument = Readonly<Record<string, unknown>> | string;

const LATE_KEY = new Error('late key');

function renderJson(document: PolicyJson, context: CdkContext): Readonly<Record<string, unknown>> {
  const walk = (node: unknown): unknown => {
    if (typeof node === 'string') return context.text(node);
    if (Array.isArray(node)) return node.map(walk);
    if (node !== null && typeof node === 'object') {
      return Object.fromEntries(
        Object.entries(node).map(([key, child]) => {
          const rendered = context.text(key);
          if (Token.isUnresolved(rendered)) throw LATE_KEY;
          return [rendered, walk(child)];
        }),
      );
    }
    return node;
  };
  return walk(document) as Readonly<Record<string, unknown>>;
}

/** JSON text in which CloudFormation puts the late values. IAM's own variables are escaped, so that they stay. */
function renderText(document: PolicyJson, context: CdkContext): string {
  const variables: Record<string, string> = {};
  const template = parseText(JSON.stringify(document))
    .map((part) => {
      if (typeof part === 'string') return part.replaceAll('${', '${!');
      const value = context.fill(part);
      if (!Token.isUnresolved(value)) return JSON.stringify(value).slice(1, -1);
      const name = part.hole.replaceAll(/[^A-Za-z0-9]/g, '');
      variables[name] = value;
      return `\${${name}}`;
    })
    .join('');
  return Fn.sub(template, variables);
}

export function renderDocument(document: PolicyJson, context: CdkContext): RenderedDocument {
  try {
    return renderJson(document, context);
  } catch (error) {
    if (error !== LATE_KEY) throw error;
    return renderText(document, context);
  }
}
