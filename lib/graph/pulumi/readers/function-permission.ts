import type { Models } from '../../../plan/model';
import { documentAt } from '../../document';
import { functionArnOf, permissionDocument } from '../../function-permission';
import type { ResourceReader, SeenResourcePolicy } from '../../sightings';
import { isTrue } from '../../values';
import type { PulumiReading } from '../reading';

/** A statement of a function's resource policy. */
export const functionPermission: ResourceReader<SeenResourcePolicy<'function-permission'>, PulumiReading> = {
  types: ['aws:lambda/permission:Permission'],
  read: (reading) => {
    const own = {
      partition: reading.deployedText('⟨partition⟩'),
      region: reading.deployedText('⟨region⟩'),
      account: reading.deployedText('⟨account⟩'),
    };
    const functionArn = functionArnOf(reading.text('function') ?? '', own);
    const action = reading.text('action') ?? '';
    const principal = reading.text('principal') ?? '';
    const viaUrl = reading.property('invokedViaFunctionUrl');
    const raw = permissionDocument({
      functionArn,
      action,
      principal,
      sourceArn: reading.text('sourceArn'),
      sourceAccount: reading.text('sourceAccount'),
      organizationId: reading.text('principalOrgId'),
      eventSourceToken: reading.text('eventSourceToken'),
      functionUrlAuthType: reading.text('functionUrlAuthType'),
      invokedViaFunctionUrl: viaUrl === undefined ? undefined : isTrue(viaUrl),
    });
    // Any action that a program grants is read; that it is another than plans grant shows where the two are compared.
    const model = { kind: 'function-permission', functionArn, action, principal } as Models['function-permission'];
    return [{ model, place: reading.place, resourceArn: functionArn, document: documentAt(raw, reading.place) }];
  },
};
