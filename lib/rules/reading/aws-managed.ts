/** Managed policies of AWS that give more than any workload needs. */

/** What such a policy permits, in words, by its path and name below `arn:aws:iam::aws:policy/`. */
const POWERFUL: Readonly<Record<string, string>> = {
  AdministratorAccess: 'every action on every resource',
  PowerUserAccess: 'every action of every service but those on identities and organizations',
  IAMFullAccess: 'every action on identities and their permissions, so that everything else can be given too',
  'AdministratorAccess-Amplify': 'to make roles and pass them to what it deploys, so that everything else can be reached too',
  'AdministratorAccess-AWSElasticBeanstalk': 'to make roles and pass them to what it deploys, so that everything else can be reached too',
  AWSOrganizationsFullAccess: 'every action on the organization and the policies of all its accounts',
  'job-function/SystemAdministrator': 'the administration of many services, with roles that it may pass',
  'job-function/DatabaseAdministrator': 'the administration of all databases, with roles that it may pass',
  'job-function/DataScientist': 'the administration of all data services, with roles that it may pass',
  'job-function/NetworkAdministrator': 'the administration of all networks',
};

const AWS_MANAGED = /^arn:(?:aws[a-z-]*|⟨partition(?::partition)?⟩):iam::aws:policy\/(.+)$/;

/** What the managed policy of AWS permits, where that is more than any workload needs; undefined for all others. */
export function powerOf(arn: string): string | undefined {
  const name = AWS_MANAGED.exec(arn)?.[1];
  return name !== undefined && Object.hasOwn(POWERFUL, name) ? POWERFUL[name] : undefined;
}
