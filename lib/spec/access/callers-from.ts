/**
 * The countries that whoever calls may be in. IAM has no key for it: a web access control list in front of the gateway sees the caller's address, or the identity
 * provider knows and says so in a claim that becomes a session tag.
 *
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-geo-match.html
 */
import { listOf, record, shown, text, whole } from '../form';
import { checkClaimKey, enforceTag } from './claims';
import { defineCondition, notAmong, unenforced } from './define-condition';

type Countries = readonly [string, ...string[]];

/** Countries by ISO 3166-1 (`DE`), and who tells where a caller is. */
export type CallersFrom =
  | {
      readonly countries: Countries;
      /** ARN of the web access control list in front of the component's gateway, whose geographic match rule stands in the template that makes it. */
      readonly webAcl: `arn:${string}`;
      readonly claim?: never;
    }
  | {
      readonly countries: Countries;
      /** The session tag in which the identity provider says the country. */
      readonly claim: string;
      readonly webAcl?: never;
    };

const WEB_ACL = /^arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:(?:regional|global)\/webacl\/[\w-]{1,128}\/[0-9a-f-]{36}$/;

const names = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });

const isCountry = (code: string): boolean =>
  /^[A-Z]{2}$/.test(code) && !['EU', 'EZ', 'QO', 'UN', 'XA', 'XB', 'ZZ'].includes(code) && names.of(code) !== undefined;

export const callersFromCondition = defineCondition<CallersFrom>({
  form: whole(record({ countries: listOf(text, 'countries'), webAcl: text, claim: text })),
  check: ({ countries = [] as never, webAcl, claim }: { countries?: readonly string[]; webAcl?: string; claim?: string }, findings) => {
    if (countries.length === 0)
      findings.add('WI186', { what: 'no country is named', fix: 'name at least one, such as `DE`', pointer: 'countries' });
    for (const country of countries.filter((code) => !isCountry(code)))
      findings.add('WI186', {
        what: `${shown(country)} is no country`,
        fix: 'write two capitals of ISO 3166-1, such as `DE`',
        pointer: 'countries',
      });
    if ((webAcl === undefined) === (claim === undefined))
      findings.add('WI186', {
        what: webAcl === undefined ? 'nobody says where a caller is' : '`webAcl` and `claim` exclude each other',
        fix: 'name the `webAcl` of the gateway, or the `claim` of the identity provider',
      });
    if (webAcl !== undefined && !WEB_ACL.test(webAcl))
      findings.add('WI186', {
        what: `${shown(webAcl)} is no web access control list`,
        fix: 'write its ARN, of WAF version 2',
        pointer: 'webAcl',
      });
    if (claim !== undefined) checkClaimKey(claim, 'claim', findings);
  },
  beyond: (own, agents) => {
    if (own.webAcl !== agents.webAcl || own.claim !== agents.claim) return 'callers that somebody else places';
    return notAmong(own.countries, agents.countries);
  },
  inWords: ({ countries }) => `callers from ${[...countries].sort().join(', ')}`,
  enforce: ({ countries, webAcl, claim }, target) => {
    if (claim !== undefined) return enforceTag(claim, countries, 'OnlyFromCountries', target);
    if (!target.behindGateway)
      return unenforced(
        `callers of \`${target.component}\` do not come through a gateway, so no web access control list sees them`,
        'give it an entry by gateway, or let the identity provider say the country: `claim` in place of `webAcl`',
      );
    return { denials: [], by: [{ where: 'gateway', how: `its web access control list ${webAcl} matches the country` }] };
  },
});
