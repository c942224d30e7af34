/** Fields in the order people read them, whatever order the registration sent them in. Pure. */

const ORDER = [
  ...[
    'unitName',
    'uscc',
    'category',
    'region',
    'registeredAs',
    'contact.name',
    'contact.phone',
    'contact.email',
  ],
  ...['address', 'registeredCapital', 'importValue', 'purchaseIntents', 'businessScope', 'isReturning'],
  ...['name', 'gender', 'birthDate', 'nationality', 'personType', 'documentType', 'documentNumber'],
  ...['documentExpiry', 'jobTitle', 'phone', 'email', 'previousTag', 'pledgeAccepted'],
];

const placeOf = (field: string): number => {
  const place = ORDER.indexOf(field);
  return place === -1 ? ORDER.length : place;
};

/** Known fields first, in reading order; the others behind, as they came. */
export function fieldOrder<F extends { field: string }>(fields: readonly F[]): F[] {
  return [...fields].sort((a, b) => placeOf(a.field) - placeOf(b.field));
}
