// Room template: scalars without quotes as CloudFormation reads them, where the YAML of today reads them otherwise.
import type { ScalarTag } from "yaml";

const sexagesimal = (text: string): number => {
  const value = text
    .replaceAll(/[-+_]/g, "")
    .split(":")
    .reduce((sum, part) => sum * 60 + Number(part), 0);
  return text.startsWith("-") ? -value : value;
};

/**
 * CloudFormation reads scalars as YAML 1.1 does (User Guide, Template formats; ASFHyP3/hyp3#2061 and DataDog/cloudformation-template#109
 * show it on AWS): `yes` is true, 0755 is octal, an account that begins with 0 is text only where it cannot be octal, 1:30 is ninety.
 * The one letters stay text: `AttributeType: N`. Dates stay text, too.
 */
export const SCALARS_OF_YAML_1_1: readonly ScalarTag[] = [
  {
    tag: "tag:yaml.org,2002:bool",
    default: true,
    test: /^(?:yes|Yes|YES|on|On|ON|no|No|NO|off|Off|OFF)$/,
    resolve: (text) => /^(?:yes|on)$/i.test(text),
  },
  {
    tag: "tag:yaml.org,2002:int",
    default: true,
    test: /^[-+]?0[0-7]+$/,
    resolve: (text) => Number.parseInt(text, 8),
  },
  { tag: "tag:yaml.org,2002:str", default: true, test: /^[-+]?0\d*[89]\d*$/, resolve: (text) => text },
  {
    tag: "tag:yaml.org,2002:int",
    default: true,
    test: /^[-+]?[1-9][\d_]*(?::[0-5]?\d)+$/,
    resolve: sexagesimal,
  },
];
