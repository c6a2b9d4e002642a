#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sys/http.hpp"

namespace mendel::app {

/// The text of a page of documentation: GET over HTTPS (over HTTP for "127.0.0.1:PORT"), at most
/// 2 MiB, from one of the hosts, to which redirects are held too. Without credentials, cookies or
/// any header of the caller's. Errors of kind refused are worded for the agent.
base::Result<std::string> documentation_page(const std::string& url,
                                             const std::vector<std::string>& hosts,
                                             const sys::HttpRequest& how, const sys::Http& http);

/// The words of an HTML page, a line for each block; scripts and styles are left out.
std::string text_of_html(std::string_view html);

}  // namespace mendel::app
