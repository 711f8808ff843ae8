/** Headers, a line each. */
export function HeaderList({ headers }: { headers: Readonly<Record<string, string>> }) {
  return (
    <dl className="space-y-0.5">
      {Object.entries(headers).map(([name, value]) => (
        <div key={name} className="sm:flex sm:gap-3">
          <dt className="shrink-0 text-soft sm:w-40">
            <code>{name}</code>
          </dt>
          <dd className="min-w-0 select-all break-all">
            <code>{value}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}
