/** Numeric operators: integers and decimals, compared exactly. */
import { parseDecimal } from './decimal';
import { orderedOperators } from './ordered';

export const NUMERIC_OPERATORS = orderedOperators('numeric', 'Numeric', parseDecimal, 'a number');
