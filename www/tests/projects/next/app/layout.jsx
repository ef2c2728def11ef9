export const metadata = { title: 'A shop', icons: { icon: '/icon.svg' } };

export default function Layout({ children }) {
  return (
    <html lang="en">
      <body>{children}</body>
    </html>
  );
}
