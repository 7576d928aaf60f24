/** Whether every text of a declaration speaks only of declared inputs, and of no engine's tokens. */
import { didYouMean } from '../finding/did-you-mean';
import type { FindingList } from '../finding/finding-list';
import type { ShapeName } from '../policy/shapes';
import { holesOf } from '../policy/text';
import { inputOfHole } from '../spec/derivation';

const DEEPEST = 24;
const ENGINE_TOKEN = /\$\{Token\[|#\{Token\[|Calling \[to(?:String|JSON)\] on an \[Output/;
const MISSING = /(?:^|[/:])undefined(?:$|[/:])/;

/** Whether a text is told about here, so that nobody need tell what else it is not. */
export const isNoText = (text: string): boolean => ENGINE_TOKEN.test(text) || MISSING.test(text);

const OWN = new Set(['account', 'region', 'partition']);

function checkOne(text: string, inputs: Readonly<Record<string, ShapeName>>, findings: FindingList, pointer: string): void {
  if (ENGINE_TOKEN.test(text)) {
    findings.add('WI110', {
      what: 'a token of the engine stands in the declaration',
      shown: text.slice(0, 120),
      fix: 'declare an input of the value\u2019s shape, use the input here, and give the token to the construct',
      pointer,
    });
  }
  if (MISSING.test(text)) {
    findings.add('WI108', {
      what: `\`${text}\` was made from an input that is not declared`,
      fix: 'declare the input under `inputs`',
      pointer,
    });
  }
  for (const hole of holesOf(text)) {
    const { input, derivation } = inputOfHole(hole);
    const declared = Object.hasOwn(inputs, input) ? inputs[input] : undefined;
    if (OWN.has(input) && hole.shape === input) continue;
    if (declared === undefined) {
      const near = didYouMean(input, Object.keys(inputs));
      findings.add('WI108', {
        what: `no input is called \`${input}\``,
        fix: near === undefined ? 'declare it under `inputs`' : `did you mean \`${near}\`?`,
        pointer,
      });
    } else if (derivation === undefined && declared !== hole.shape) {
      findings.add('WI109', {
        what: `the input \`${input}\` is declared as \`${declared}\` and used as \`${hole.shape}\``,
        fix: 'use the input as `components` hands it out',
        pointer,
      });
    }
  }
}

/** Walks every text below a value. */
export function checkTexts(value: unknown, inputs: Readonly<Record<string, ShapeName>>, findings: FindingList): void {
  const walk = (node: unknown, pointer: string, depth: number): void => {
    if (depth > DEEPEST)
      findings.add('WI100', { what: `the declaration is nested deeper than ${DEEPEST} levels`, fix: 'declare plain data', pointer });
    else if (typeof node === 'string') checkOne(node, inputs, findings, pointer);
    else if (node !== null && typeof node === 'object') {
      for (const [key, child] of Object.entries(node)) {
        checkOne(key, inputs, findings, pointer);
        walk(child, pointer === '' ? key : `${pointer}.${key}`, depth + 1);
      }
    }
  };
  walk(value, '', 0);
}
