const money = new Intl.NumberFormat(navigator.language, {
  style: 'currency',
  currency: 'USD',
  notation: 'compact',
  maximumFractionDigits: 1,
});

export const formatMoney = (value: number | null | undefined) =>
  value == null ? 'Unknown' : money.format(value);
