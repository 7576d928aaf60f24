/** What stands beside identities in their stage and can get in their way: looked at once, when the stage is synthesized. */
import { CfnResource, Stage } from 'aws-cdk-lib';
import type { Construct, IConstruct } from 'constructs';

const TYPES = new Set(['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'AWS::Logs::LogGroup']);

export class StageSurvey {
  private found: readonly CfnResource[] = [];

  constructor(stage: IConstruct) {
    // Parents are validated before their children, so identities find what was seen.
    stage.node.addValidation({
      validate: () => {
        const found: CfnResource[] = [];
        visit(stage, found);
        this.found = found;
        return [];
      },
    });
  }

  /** The policies and log groups of the stage, while it is validated. */
  get resources(): readonly CfnResource[] {
    return this.found;
  }
}

function visit(construct: IConstruct, found: CfnResource[]): void {
  if (CfnResource.isCfnResource(construct) && TYPES.has(construct.cfnResourceType)) found.push(construct);
  for (const child of construct.node.children) if (!Stage.isStage(child)) visit(child, found);
}

const surveys = new WeakMap<IConstruct, StageSurvey>();

/** The survey of a construct's stage. Ask before synthesis. */
export function surveyOf(construct: Construct): StageSurvey {
  const stage = Stage.of(construct) ?? construct.node.root;
  const survey = surveys.get(stage) ?? new StageSurvey(stage);
  surveys.set(stage, survey);
  return survey;
}
