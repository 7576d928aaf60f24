/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  setupFiles: ['<rootDir>/test/setup.ts'],
  transform: {
    '/node_modules/(?:dt-sql-parser|antlr4ng|antlr4-c3)/.+\\.m?js$': [
      '@swc/jest',
      { jsc: { target: 'es2022' }, module: { type: 'commonjs' } },
    ],
    '^.+\\.ts$': ['@swc/jest', { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } }],
  },
  // A parser for tests alone, shipped as ES modules that only bundlers can resolve.
  transformIgnorePatterns: ['/node_modules/(?!dt-sql-parser/|antlr4ng/|antlr4-c3/)'],
  moduleNameMapper: {
    '^agent-workload-identity/pulumi/policy-pack$': '<rootDir>/lib/pulumi/policy-pack.ts',
    '^agent-workload-identity$': '<rootDir>/lib/index.ts',
    '^agent-workload-identity/(cdk|pulumi|policy|assert|rules|runtime)$': '<rootDir>/lib/$1/index.ts',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/cdk.out'],
  // Jest leaves one core idle by default, which on two cores is half of them.
  maxWorkers: '100%',
  testTimeout: 60000,
};
