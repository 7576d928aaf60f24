/** The Pulumi programs that the pages of the rules show compile against Pulumi's own packages. */
import { join } from 'node:path';
import ts from 'typescript';
import { RULES } from '../../lib/rules';
import { asProgram } from '../../lib/rules/examples/pulumi/as-program';
import { asPulumi } from '../../lib/rules/examples/pulumi/as-pulumi';

const ROOT = join(__dirname, '../..');
const IMPORTS = "import * as aws from '@pulumi/aws';\nimport * as pulumi from '@pulumi/pulumi';\nexport const used = [aws, pulumi];\n";

const programs = new Map(
  RULES.flatMap(({ name, examples }) =>
    [...examples.bad, ...examples.good].flatMap(({ title, cloudformation, withoutPulumi }) =>
      withoutPulumi === undefined ? [[`${name}: ${title}`, asProgram(asPulumi(cloudformation))] as const] : [],
    ),
  ),
);
// Many examples hold the same resources.
const distinct = [...new Map([...programs].map(([title, text]) => [text, title] as const))].map(([text, title]) => ({ text, title }));
const fileOf = (index: number): string => join(ROOT, `example-${index}.ts`);

/** Examples leave out what no rule looks at; their templates do too. What they do say has to be right. */
const isAboutSomethingLeftOut = (diagnostic: ts.Diagnostic): boolean =>
  /is missing (?:in|the following properties)|No overload matches|Expected [23]/.test(
    ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'),
  ) && !/does not exist|known properties/.test(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));

/** What the compiler says of each program; compiled as one, for the types of the provider are large. */
function complaints(texts: readonly string[]): readonly (readonly string[])[] {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const files = new Map(texts.map((text, index) => [fileOf(index), `${IMPORTS}${text}\n`]));
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists } = host;
  host.readFile = (path) => files.get(path) ?? readFile.call(host, path);
  host.fileExists = (path) => files.has(path) || fileExists.call(host, path);
  host.getSourceFile = (path, version) => {
    const text = host.readFile(path);
    return text === undefined ? undefined : ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].map((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)]
      .filter((diagnostic) => !isAboutSomethingLeftOut(diagnostic))
      .map(({ start = 0, messageText }) => {
        const line = source?.text.slice(0, start).split('\n').length ?? 1;
        return `${source?.text.split('\n')[line - 1]?.trim()}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
      });
  });
}

const WRONG = [
  "new aws.iam.Role('tool', { assumeRolePolicyDocument: '{}' });",
  "new aws.cloudwatch.LogGroup('log', { retentionInDays: 'forever' });",
  "new aws.s3.BucketVersioning('versions', { versioningConfiguration: { state: 'Enabled' } });",
  "new aws.iam.Rolle('tool', {});",
];

describe('the programs of the examples', () => {
  const said = complaints([...distinct.map(({ text }) => text), ...WRONG]);

  it('compile as far as they go', () => {
    expect(programs.size).toBeGreaterThan(40);
    expect(distinct.flatMap(({ title }, index) => (said[index] ?? []).map((complaint) => `${title}: ${complaint}`))).toEqual([]);
  });

  it('and would not with a property that the provider does not know, or a value of another type', () => {
    expect(said.slice(distinct.length).map((one) => one.length > 0)).toEqual(WRONG.map(() => true));
  });
});
