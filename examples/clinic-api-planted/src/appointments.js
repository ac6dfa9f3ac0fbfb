// The appointment book. Patients appear by an opaque reference only; names and dates of birth live elsewhere.
const dayForm = /^\d{4}-\d{2}-\d{2}$/;
const referenceForm = /^[a-z0-9]{8,32}$/;

/** A book that refuses anything but a day, a slot within the hours and an opaque patient reference. */
export function createBook(hours) {
  const entries = [];
  const isOpen = (slot) => Number.isInteger(slot) && slot >= hours['first-slot'] && slot <= hours['last-slot'];
  return {
    onDay(day) {
      return dayForm.test(day) ? entries.filter((entry) => entry.day === day) : undefined;
    },
    add({ day, slot, patient }) {
      const valid = dayForm.test(day ?? '') && isOpen(slot) && referenceForm.test(patient ?? '');
      if (!valid) return { error: 'expected day, an open slot and a patient reference' };
      if (entries.some((entry) => entry.day === day && entry.slot === slot)) return { error: 'this slot is taken' };
      const entry = { day, slot, patient };
      entries.push(entry);
      return entry;
    },
  };
}
