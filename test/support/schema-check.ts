import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

type Schema = Record<string, unknown>;

// Published schemas are open, so that a document may gain fields. A test wants to know of every field that no schema names.
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return (schema as Schema)["type"] === "object" && "properties" in schema ? { additionalProperties: false, ...inner } : inner;
}

/** A judge of documents by JSON schemas that refer to each other under `#/components/schemas/`: what is wrong, or nothing. */
export function documentJudge(components: Record<string, unknown>): (schema: object, document: unknown) => string[] {
  const ajv = new Ajv2020({ allErrors: true, strict: false });
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  ajv.addSchema(closed({ $id: "doc", components: { schemas: components } }) as object);
  const ready = new Map<string, ReturnType<Ajv2020["compile"]>>();
  return (schema, document) => {
    const key = JSON.stringify(schema);
    const validate = ready.get(key) ?? ajv.compile(JSON.parse(JSON.stringify(closed(schema)).replaceAll('"#/components/', '"doc#/components/')));
    ready.set(key, validate);
    return validate(document)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`);
  };
}
