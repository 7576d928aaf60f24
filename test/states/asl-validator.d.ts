/** The package has no types of its own. */
declare module 'asl-validator' {
  interface Validated {
    readonly isValid: boolean;
    readonly errorsText: () => string;
  }
  const validate: (definition: object) => Validated;
  export default validate;
}
