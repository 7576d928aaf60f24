// CDK's built-in template validator takes about two seconds per Jest file; one dedicated test file turns it on.
process.env.CDK_VALIDATION ??= 'false';
process.env.CDK_DISABLE_CLI_TELEMETRY = 'true';
