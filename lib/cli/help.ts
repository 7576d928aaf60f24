/** What `agent-identity --help` says. */
export const HELP = `agent-identity: proves who can become each component of an agent, and what it can do

usage
  agent-identity check <path…> [--preset recommended|strict] [--format text|json] [--fail-on undecided|refuted]
  agent-identity rules [WI201 | trust/subject-is-pinned]
  agent-identity card <path…> [--style framed|plain]

paths
  a CloudFormation template (JSON or YAML), a cdk.out folder, a published plan,
  or what \`pulumi preview --json\` or \`pulumi stack export\` wrote

options
  --preset    recommended: every rule; strict: warnings count as errors do
  --format    text for people, json for programs
  --fail-on   undecided (default): an open question fails too; refuted: only what was shown to be wrong
  --color, --no-color, --help, --version

exit codes, the first that applies
  64  the command line was not understood
  65  something could not be read
   1  refuted: a finding shows what is wrong
   2  undecided: something could not be shown either way
   0  everything is proved
`;
