/** Every intrinsic function that can be read, by its name. */
import type { Resolver } from '../resolver';
import { findInMap } from './find-in-map';
import { getAtt } from './get-att';
import { getStackOutput } from './get-stack-output';
import { ifFunction } from './if';
import { importValue } from './import-value';
import { join } from './join';
import { ref } from './ref';
import { select, split } from './select-split';
import { sub } from './sub';
import { base64, length, listOfUnknown, toJsonString } from './unsettled';

export type Intrinsic = (argument: unknown, resolver: Resolver) => unknown;

export const INTRINSICS: ReadonlyMap<string, Intrinsic> = new Map<string, Intrinsic>([
  ['Ref', ref],
  ['Fn::GetAtt', getAtt],
  ['Fn::Sub', sub],
  ['Fn::Join', join],
  ['Fn::Select', select],
  ['Fn::Split', split],
  ['Fn::If', ifFunction],
  ['Fn::FindInMap', findInMap],
  ['Fn::ImportValue', importValue],
  ['Fn::GetStackOutput', getStackOutput],
  ['Fn::GetStackOutput', getStackOutput],
  ['Fn::ToJsonString', toJsonString],
  ['Fn::Base64', base64],
  ['Fn::Length', length],
  ['Fn::GetAZs', listOfUnknown('zones')],
  ['Fn::Cidr', listOfUnknown('blocks')],
]);
