/** The callee's half of a call by invocation: a resource policy, only where the call crosses accounts. Within one account it would restrict nothing. */
import type { FindingList } from '../finding/finding-list';
import type { ConditionsJson, PolicyJson } from '../policy/policy-json';
import { type Layout, settle } from './layout';
import type { PlannedResource } from './plan';
import { askingMore, callerConditions } from './plan-access';
import { type Edge, entryAction } from './plan-calls';

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A document that admits exact roles of other accounts, one statement for each account. */
function documentOf(edges: readonly Edge[], action: string, resources: readonly string[], asked: ConditionsJson): PolicyJson {
  const accounts = [...new Set(edges.map(({ caller }) => caller.accountText))].sort(byText);
  return {
    Version: '2012-10-17',
    Statement: accounts.map((account, index) =>
      askingMore(
        {
          Sid: `Callers${index === 0 ? '' : index + 1}`,
          Effect: 'Allow',
          Principal: { AWS: [`arn:⟨partition⟩:iam::${account}:root`] },
          Action: [action],
          Resource: resources,
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': edges
                .filter(({ caller }) => caller.accountText === account)
                .map(({ caller }) => caller.roleArn)
                .sort(byText),
            },
          },
        },
        asked,
      ),
    ),
  };
}

function halfOf(edges: readonly [Edge, ...Edge[]], asked: ConditionsJson, findings: FindingList): readonly PlannedResource[] {
  const [{ callee, call, exact }] = edges;
  const common = { component: callee.name, ...(callee.account === undefined ? {} : { account: callee.account }) };
  const at = findings.below(`components.${callee.name}`, callee.name);
  if (call.by === 'function') {
    return [...new Set(edges.map(({ caller }) => caller.accountText))].sort(byText).map((account, index) => {
      at.add('WI140', {
        what: `the function of \`${callee.name}\` admits the whole account of \`${edges.find(({ caller }) => caller.accountText === account)?.caller.name}\``,
        shown: 'a Lambda permission takes no condition on the calling role',
        fix: 'let the role be assumed instead (`trust.component()`), or call through a queue or gateway, whose policies pin the caller',
      });
      return {
        kind: 'function-permission',
        id: `${callee.name}/function-permission${index === 0 ? '' : `-${index + 1}`}`,
        ...common,
        functionArn: call.target,
        action: 'lambda:InvokeFunction',
        principal: account,
      };
    });
  }
  if (call.by === 'queue') {
    const url = callee.component.entry?.by === 'queue' ? callee.component.entry.url : undefined;
    if (url === undefined) {
      at.add('WI106', {
        what: `the queue of \`${callee.name}\` is called from another account, and its URL is not given`,
        fix: 'write entry.queue(arn, url): the policy of a queue is set by its URL',
        pointer: 'entry',
      });
      return [];
    }
    return [
      {
        kind: 'queue-policy',
        id: `${callee.name}/queue-policy`,
        ...common,
        queueUrl: url,
        document: documentOf(edges, entryAction('queue'), [call.target], asked),
      },
    ];
  }
  if (call.by === 'runtime' || call.by === 'gateway') {
    if (!exact) {
      at.add('WI106', {
        what: `the runtime of \`${callee.name}\` is called from another account, and its ARN is not given`,
        fix: 'write entry.runtime(arn) with an input of shape `agentcore-runtime-arn`: its resource policy is set by its ARN',
        pointer: 'entry',
      });
      return [];
    }
    const action = entryAction(call.by);
    const policyOf = (id: string, resourceArn: string): PlannedResource => ({
      kind: 'agentcore-policy',
      id: `${callee.name}/${id}`,
      ...common,
      resourceArn,
      document: documentOf(edges, action, [resourceArn], asked),
    });
    // A call of a runtime is authorized on the runtime and on the endpoint that it goes through.
    return call.by === 'runtime'
      ? [policyOf('agentcore-policy', call.target), policyOf('agentcore-policy-endpoint', `${call.target}/runtime-endpoint/DEFAULT`)]
      : [policyOf('agentcore-policy', call.target)];
  }
  return [];
}

/** The callee's halves of all edges, settled. */
export function planCalleeHalves(edges: readonly Edge[], layout: Layout, findings: FindingList): readonly PlannedResource[] {
  const crossing = edges.filter(({ call }) => call.crossAccount && call.by !== 'role');
  return [...layout.components.values()].flatMap((callee) => {
    const [first, ...rest] = crossing.filter((edge) => edge.callee === callee);
    return first === undefined
      ? []
      : halfOf([first, ...rest], callerConditions(callee, layout, edges), findings).map((resource) =>
          settle(resource, callee, layout.deployment),
        );
  });
}
