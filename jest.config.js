/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  moduleNameMapper: {
    '^agent-workload-identity/pulumi/policy-pack$': '<rootDir>/lib/pulumi/policy-pack.ts',
    '^agent-workload-identity$': '<rootDir>/lib/index.ts',
    '^agent-workload-identity/(cdk|pulumi|policy|assert|rules|runtime)$': '<rootDir>/lib/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
  testTimeout: 60000,
};
