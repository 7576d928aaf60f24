import type { Models } from '../../../plan/model';
import { documentAt } from '../../document';
import { functionArnOf, permissionDocument } from '../../function-permission';
import type { ResourceReader, SeenResourcePolicy } from '../../sightings';
import { isTrue } from '../../values';
import type { CfnReading } from '../reading';

/** A statement of a function's resource policy. */
export const functionPermission: ResourceReader<SeenResourcePolicy<'function-permission'>, CfnReading> = {
  types: ['AWS::Lambda::Permission'],
  read: (reading) => {
    const text = (name: string): string | undefined => reading.text(name);
    const [partition, region, account] = ['⟨partition⟩', '⟨region⟩', '⟨account⟩'].map((hole) => reading.deployedText(hole));
    const functionArn = functionArnOf(text('FunctionName') ?? '', {
      partition: partition ?? '',
      region: region ?? '',
      account: account ?? '',
    });
    const action = text('Action') ?? '';
    const principal = text('Principal') ?? '';
    const viaUrl = reading.property('InvokedViaFunctionUrl');
    const raw = permissionDocument({
      functionArn,
      action,
      principal,
      sourceArn: text('SourceArn'),
      sourceAccount: text('SourceAccount'),
      organizationId: text('PrincipalOrgID'),
      eventSourceToken: text('EventSourceToken'),
      functionUrlAuthType: text('FunctionUrlAuthType'),
      invokedViaFunctionUrl: viaUrl === undefined ? undefined : isTrue(viaUrl),
    });
    // Any action that a template grants is read; that it is another than plans grant shows where the two are compared.
    const model = { kind: 'function-permission', functionArn, action, principal } as Models['function-permission'];
    return [{ model, place: reading.place, resourceArn: functionArn, document: documentAt(raw, reading.placeOf()) }];
  },
};
