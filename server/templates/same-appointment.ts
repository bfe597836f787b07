/** Only what becomes of this very appointment ends a run about it: the contact may have others. */
export const sameAppointment = {
  field: "appointment_id",
  operator: "equals",
  value: "{{run.trigger.appointment_id}}",
};
