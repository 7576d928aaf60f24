/** That a template cannot be written with Pulumi, or not yet. */
export class NoPulumiForm extends Error {
  override readonly name = 'NoPulumiForm';

  constructor(
    message: string,
    /** The CloudFormation type that there is no form for; absent where it is something else. */
    readonly type?: string,
  ) {
    super(message);
  }
}
