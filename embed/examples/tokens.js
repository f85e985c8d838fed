// Where these examples have their tokens from: the sandbox of `cargo xtask serve`.
// In a portal this is the portal's own server, which knows who is signed in; a password never belongs into a page:
//     export const getToken = () => fetch("/portal/campaign-token", { method: "POST" }).then((answer) => answer.json());
const LOGON = `<SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body>
  <Logon xmlns="urn:xtk:session"><sessiontoken/><login>admin</login><password>sandbox</password><parameters/></Logon>
</SOAP-ENV:Body></SOAP-ENV:Envelope>`;

export async function getToken() {
  const answer = await fetch("/nl/jsp/soaprouter.jsp", {
    method: "POST",
    headers: { "Content-Type": "application/soap+xml;charset=UTF-8", SOAPAction: "xtk:session#Logon" },
    body: LOGON,
  });
  const text = await answer.text();
  const token = (name) => text.match(new RegExp(`<${name}[^>]*>([^<]+)<`))?.[1];
  return { securityToken: token("pstrSecurityToken"), sessionToken: token("pstrSessionToken") };
}
