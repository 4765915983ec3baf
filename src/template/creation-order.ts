// Room template: the order in which resources can be created: what is referred to comes first.
import { referencesIn } from "./resolve.ts";
import { type Template, TemplateError } from "./template.ts";

/** Logical ids, each after all that it refers to or depends on; a cycle is an error that names its members. */
export function creationOrder(template: Template): readonly string[] {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (id: string): void => {
    const resource = template.resources.get(id);
    if (done.has(id) || resource === undefined) return;
    if (path.includes(id)) {
      const cycle = [...path.slice(path.indexOf(id)), id].join(" -> ");
      throw new TemplateError(template.file, resource.line, `circular dependency: ${cycle}`);
    }
    path.push(id);
    for (const other of [...resource.dependsOn, ...referencesIn(resource.properties)]) visit(other);
    path.pop();
    done.add(id);
  };
  for (const id of template.resources.keys()) visit(id);
  return [...done];
}
