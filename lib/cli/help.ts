/** What `agent-identity --help` says, of itself and of each command. */

const EXIT_CODES = `exit codes, the first that applies
  64  the command line was not understood
  65  something could not be read
   1  refuted: a finding shows what is wrong
   2  undecided: something could not be shown either way
   0  everything is proved
`;

const PATHS = `paths, each judged on its own
  a CloudFormation template (JSON or YAML), a cdk.out folder, a published plan,
  or what \`pulumi preview --json\` or \`pulumi stack export\` wrote;
  one that cannot be read, or declares nothing, is told and does not stop the others
`;

const COMMON = '  --color, --no-color, --help, --version';

export const HELP = `agent-identity: proves who can become each component of an agent, and what it can do

usage
  agent-identity check <path…> [--preset recommended|strict] [--format text|json|sarif|markdown|junit]
                               [--baseline <file> [--update-baseline] | --write-baseline <file>]
                               [--acknowledgements <file>] [--fail-on undecided|refuted]
  agent-identity explain <path> --as <component> [--claims <file> | --jwt <file>]
                                [--action <service:Name> [--resource <ARN>] [--context <key>=<value> …]]
  agent-identity rules [WI201 | trust/subject-is-pinned …] [--format text|json]
  agent-identity card <path…> [--style framed|plain]
  agent-identity <command> --help

${PATHS}
options
${COMMON}

${EXIT_CODES}`;

const CHECK = `agent-identity check: judges templates by the rules

usage
  agent-identity check <path…> [options]

${PATHS}
options
  --preset            recommended (default): every rule; strict: warnings count as errors do
  --format            text (default) for people, json for programs, sarif for code scanning,
                      markdown for a comment on a pull request, junit for CI servers
  --fail-on           undecided (default): an open question fails too; refuted: only what was shown to be wrong
  --write-baseline    a file to record all findings of today in; asked for once, when you begin
  --baseline          that file: what it holds does not count, what is new or has changed does
  --update-baseline   takes out of it what is no longer found; nothing ever enters
  --acknowledgements  a file of findings that somebody accepts, with reason, owner and, if wanted, a last day:
                      { "version": 1, "acknowledgements": [{ "fingerprint": "…", "because": "…", "owner": "…", "expires": "2027-01-31" }] }
                      the fingerprint is the pin of the finding; when what it accepts changes, the finding is back
${COMMON}

examples
  agent-identity check cdk.out
  agent-identity check cdk.out --write-baseline identity-baseline.json
  agent-identity check cdk.out --baseline identity-baseline.json --format sarif > identity.sarif
  pulumi preview --json > preview.json && agent-identity check preview.json

${EXIT_CODES}`;

const EXPLAIN = `agent-identity explain: who becomes a component, whether a token does, and whether it may do something

usage
  agent-identity explain <path> --as <component> [options]

path
  a template, a cdk.out folder, a published plan, or what Pulumi wrote, as for \`check\`

options
  --as        the component: its name, or the name or logical id of a role
  --claims    a JSON file with the claims of a token: which statement of the trust policy lets it in,
              or which condition fails and what it wanted
  --jwt       a file with the token itself; its signature is not looked at
  --action    whether the component may do it, by which statement, boundary or session policy
  --resource  on which ARN, or on which input of the declaration; default \`*\`, for actions without resources
  --context   a condition key of the request, as \`aws:SourceIp=203.0.113.7\`; given more than once, a list
  --session   the name of the session
  --format    text (default) for people, json for programs
${COMMON}

examples
  agent-identity explain cdk.out --as crm
  agent-identity explain cdk.out --as orchestrator --jwt token.txt
  agent-identity explain plan.json --as crm --action dynamodb:DeleteItem --resource tickets

exit codes, the first that applies
  64  the command line was not understood
  65  something could not be read
   1  the token is not let in, or the action is denied
   2  undecided: it depends on what only the deployment settles
   0  let in, allowed; or nothing was asked
`;

const RULES = `agent-identity rules: lists the rules by family, or explains some

usage
  agent-identity rules [WI201 | trust/subject-is-pinned …] [--format text|json]

options
  --format  text (default) for people, json for programs
${COMMON}
`;

const CARD = `agent-identity card: shows the identity of each component of a published plan, and who may call whom

usage
  agent-identity card <path…> [--style framed|plain]

paths
  a published plan, or the cdk.out folder that holds it

options
  --style  framed (default), or plain
${COMMON}
`;

/** Help of each command. */
export const HELP_ON = { check: CHECK, explain: EXPLAIN, rules: RULES, card: CARD } as const;
