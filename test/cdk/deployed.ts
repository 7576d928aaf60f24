/**
 * What CloudFormation makes of a value of a template: the intrinsic functions as the CloudFormation User Guide describes them, given what the references
 * stand for.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference.html
 */

/** What references stand for: `Ref` by name, `Fn::GetAtt` by `LogicalId.Attribute`. */
export type References = Readonly<Record<string, string>>;

const PLACE: References = { 'AWS::Partition': 'aws', 'AWS::Region': 'eu-central-1', 'AWS::AccountId': '111122223333' };

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);

function reference(name: string, references: References): string {
  const value = { ...PLACE, ...references }[name];
  if (value === undefined) throw new Error(`nothing is known of ${name}`);
  return value;
}

/** `${Name}` is replaced, `${!Literal}` becomes `${Literal}`. */
function substitute([text, values]: readonly unknown[], references: References): string {
  const own = Object.fromEntries(Object.entries(values ?? {}).map(([name, value]) => [name, String(deployed(value, references))]));
  return String(text).replaceAll(/\$\{(!?)([^}]*)\}/g, (_match, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : reference(name, { ...references, ...own }),
  );
}

const FUNCTIONS: Readonly<Record<string, (argument: unknown, references: References) => unknown>> = {
  Ref: (name, references) => reference(String(name), references),
  'Fn::GetAtt': (path, references) => reference(list(path).map(String).join('.'), references),
  'Fn::Join': (argument, references) => {
    const [delimiter, parts] = list(argument);
    return list(deployed(parts, references)).map(String).join(String(delimiter));
  },
  'Fn::Split': (argument, references) => {
    const [delimiter, text] = list(argument);
    return String(deployed(text, references)).split(String(delimiter));
  },
  'Fn::Select': (argument, references) => {
    const [index, from] = list(argument);
    return list(deployed(from, references))[Number(index)];
  },
  'Fn::Sub': (argument, references) => substitute(list(argument), references),
};

/** A value of a template with its functions evaluated. */
export function deployed(value: unknown, references: References = {}): unknown {
  if (Array.isArray(value)) return value.map((item) => deployed(item, references));
  if (value === null || typeof value !== 'object') return value;
  const [only, ...rest] = Object.entries(value);
  const evaluate = only !== undefined && rest.length === 0 ? FUNCTIONS[only[0]] : undefined;
  if (only !== undefined && evaluate !== undefined) return evaluate(only[1], references);
  return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, deployed(child, references)]));
}
