/** The form of every type that examples use, by CloudFormation's type. */
import { type Form, likeTheReader, noForm } from './form';
import { IDENTITY_FORMS } from './identity-forms';
import { RESOURCE_FORMS } from './resource-forms';

/** The form of a type. Types that the reader of Pulumi programs knows by other names alone need no entry. */
export function formOf(type: string): Form {
  const form = IDENTITY_FORMS[type] ?? RESOURCE_FORMS[type] ?? likeTheReader(type);
  if (form === undefined) throw noForm(type);
  return form;
}
