/** Names under which secrets are kept, and values that are none in spite of their name. */
import { hasHole } from '../../policy/text';

/** What a name ends with that means a secret itself, letters only. A name that ends with `arn`, `name` or `url` means where to find one. */
const ENDINGS = [
  'password',
  'passwd',
  'passphrase',
  'pwd',
  'passcode',
  'secret',
  'secretstring',
  'secretvalue',
  'token',
  'apikey',
  'accesskey',
  'accesskeyid',
  'secretkey',
  'privatekey',
  'authkey',
  'signingkey',
  'encryptionkey',
  'credential',
  'credentials',
  'connectionstring',
];

const ENDS_SO = new RegExp(`(?:${ENDINGS.join('|')})$`);

/** Whether what is called so is a secret. */
export const isSecretName = (name: string): boolean => {
  const words = name
    .replace(/\d+$/, '')
    .replaceAll(/[^A-Za-z]+/g, '')
    .toLowerCase();
  return ENDS_SO.test(words);
};

/** Whether such a name may as well hold the name of a secret that is kept elsewhere. */
const mayNameOne = (name: string): boolean => /(?:secret|credentials?)\d*$/i.test(name);

/** What stands in for a value that is filled in later, or for documentation. */
const PLACEHOLDER =
  /\$\{|\{\{|^<.*>$|example|change[-_ ]?me|replace[-_ ]?(?:me|this)|placeholder|dummy|your[-_ ]|^x{3,}$|^\*+$|^(?:todo|tbd|none|null|n\/a)$/i;

/** Where a secret is kept: an ARN, an address without password, a path of plain words. */
const REFERENCE = /^arn:|^[a-z][a-z0-9+.-]*:\/\/[^@]*$|^\/?[a-z][a-z0-9_.-]*(?:\/[a-z0-9_.-]+)+$|^\/[\w.-]+$/;

/** Whether the value that stands under the name of a secret is the secret itself, written out. */
export function isWrittenOut(name: string, value: string): boolean {
  const text = value.trim();
  if (text === '' || hasHole(text) || PLACEHOLDER.test(text) || REFERENCE.test(text)) return false;
  if (/^(?:true|false|yes|no|on|off|enabled|disabled|\d{1,5})$/i.test(text)) return false;
  return !(mayNameOne(name) && /^[a-z][a-z-]*$/i.test(text));
}
