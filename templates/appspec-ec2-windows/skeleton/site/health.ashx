<%@ WebHandler Language="C#" Class="Health" %>

using System.IO;
using System.Web;

/// <summary>
/// Says that the application works, and which revision of it answers. A deployment fails where this
/// does not answer 200. Ask here whatever the application cannot do without, within a second or two.
/// </summary>
public class Health : IHttpHandler
{
    public bool IsReusable
    {
        get { return true; }
    }

    public void ProcessRequest(HttpContext context)
    {
        // App_Data is never served, and its file was written when the revision was built.
        var revision = File.ReadAllText(context.Server.MapPath("~/App_Data/revision.txt")).Trim();
        context.Response.ContentType = "application/json";
        context.Response.Cache.SetCacheability(HttpCacheability.NoCache);
        context.Response.Write("{\"status\": \"ok\", \"revision\": \"" + revision + "\"}");
    }
}
