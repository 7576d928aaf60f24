/** What `AWS::NoValue` leaves: nothing, in a list as in an object. */
export const NOTHING = Symbol('AWS::NoValue');
